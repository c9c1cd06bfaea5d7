package io.busbar.api.artifact;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Sends and receives artifacts in chunks, resumable, at the lowest priority. Thread-safe. */
@ProviderType
public interface ArtifactExchange {
  /** Most bytes of a chunk. */
  int MAX_CHUNK_BYTES = 32_768;

  /** Offers an artifact whose chunks are asked for as the link has room; returns at once. */
  void offer(Artifact artifact, ChunkSource chunks);

  /** What is being sent or received. */
  List<Transfer> transfers();

  /** Gives bytes of an artifact. */
  @FunctionalInterface
  interface ChunkSource {
    /** Bytes from an offset, at most {@code length}. */
    byte[] read(long offset, int length) throws IOException;
  }

  /**
   * A transfer under way.
   *
   * @param artifact what
   * @param incoming whether we receive it
   * @param doneBytes so far
   */
  record Transfer(Artifact artifact, boolean incoming, long doneBytes) {}
}

package io.busbar.journal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStorageTest {
  @TempDir
  Path folder;

  @Test
  void writesReadsRenamesAndDeletes() throws Exception {
    try (FolderStorage storage = FolderStorage.open(folder.resolve("deep/er"))) {
      try (StorageFile file = storage.open("a")) {
        file.write(10, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        file.force();
        ByteBuffer read = ByteBuffer.allocate(20);
        assertThat(file.read(0, read)).isEqualTo(13);
        assertThat(read.get(11)).isEqualTo((byte) 2);
        file.resize(4);
        assertThat(file.size()).isEqualTo(4);
        file.resize(40);
        assertThat(file.size()).isEqualTo(40);
      }
      storage.rename("a", "b");
      storage.sync();
      assertThat(storage.list()).containsExactly("b");
      storage.delete("b");
      storage.delete("b");
      assertThat(storage.list()).isEmpty();
      assertThat(storage.freeBytes()).isPositive();
      assertThatThrownBy(() -> storage.open("../x")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void wholePagesThatExistAreWrittenInOneFlushAndReadBackWithEverythingElse() throws Exception {
    byte[] page = new byte[ChannelFile.PAGE_BYTES];
    page[7] = 7;
    try (FolderStorage storage = FolderStorage.open(folder); StorageFile file = storage.open("a")) {
      file.write(0, ByteBuffer.wrap(new byte[8 * ChannelFile.PAGE_BYTES]));
      file.force();
      file.write(2 * ChannelFile.PAGE_BYTES, ByteBuffer.wrap(page));
      file.force();
      file.write(3 * ChannelFile.PAGE_BYTES, ByteBuffer.wrap(page));
      file.write(10, ByteBuffer.wrap(new byte[] {9}));
      file.write(4 * ChannelFile.PAGE_BYTES, ByteBuffer.wrap(page));
      ByteBuffer all = ByteBuffer.allocate(9 * ChannelFile.PAGE_BYTES);
      assertThat(file.read(0, all)).isEqualTo(8 * ChannelFile.PAGE_BYTES);
      file.force();
      assertThat(all.get(10)).isEqualTo((byte) 9);
      for (int i = 2; i <= 4; i++) {
        assertThat(all.get(i * ChannelFile.PAGE_BYTES + 7)).isEqualTo((byte) 7);
      }
      assertThat(storage.writing()).isNotEmpty();
    }
  }

  @Test
  void refusesASecondOwnerAndSaysWhatToDo() throws Exception {
    try (FolderStorage first = FolderStorage.open(folder)) {
      assertThat(first.list()).isEmpty();
      assertThatThrownBy(() -> FolderStorage.open(folder)).isInstanceOf(IOException.class)
          .hasMessageContaining(folder.toString()).hasMessageContaining("onfigure");
    }
    try (FolderStorage again = FolderStorage.open(folder)) {
      assertThat(again.list()).isEmpty();
    }
  }

  @Test
  void nothingIsDurableInAFolderThatWasDeletedMeanwhile() throws Exception {
    Path journal = folder.resolve("journal");
    try (FolderStorage storage = FolderStorage.open(journal); StorageFile file = storage.open("a")) {
      file.write(0, ByteBuffer.wrap(new byte[] {1}));
      file.force();
      Files.delete(journal.resolve("a"));
      Files.delete(journal.resolve("lock"));
      Files.delete(journal);
      file.write(1, ByteBuffer.wrap(new byte[] {2}));
      assertThatThrownBy(file::force).isInstanceOf(IOException.class).hasMessageContaining(journal.toString())
          .hasMessageContaining("start it again");
      assertThatThrownBy(() -> storage.open("b")).hasMessageContaining("was deleted");
      assertThatThrownBy(storage::freeBytes).hasMessageContaining("was deleted");
    }
  }

  @Test
  void saysWhichFolderItCannotUse() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> FolderStorage.open(file.resolve("sub"))).isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}

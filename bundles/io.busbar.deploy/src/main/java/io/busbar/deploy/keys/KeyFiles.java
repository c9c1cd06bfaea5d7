package io.busbar.deploy.keys;

import io.busbar.deploy.manifest.KeySet;
import io.busbar.deploy.manifest.Refused;
import io.busbar.deploy.trust.Ed25519;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Set;

/** Files of signing keys: {@code NAME.key}, for its owner only ({@code PUBLIC NAME PKCS8-BASE64}), and {@code NAME.pub} ({@code PUBLIC NAME}). */
final class KeyFiles {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

  private KeyFiles() {}

  /**
   * A private key with its public one.
   *
   * @param key public key and name
   * @param secret private key
   */
  record Signer(KeySet.Key key, PrivateKey secret) {}

  /** Makes a pair; returns the file of the public key. */
  static Path make(Path folder, String name) throws IOException, Refused {
    if (!name.matches(NAME)) {
      throw new Refused("\"" + name + "\" is no name of a key. Letters, digits and . _ @ - are possible, 64 at most.");
    }
    Files.createDirectories(folder);
    KeyPair pair = Ed25519.pair();
    String head = Ed25519.encode(pair.getPublic()) + " " + name;
    Path secret = folder.resolve(name + ".key");
    String line = head + " " + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n";
    try {
      Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new Refused(secret + " is there already. A key is not written over: choose another name or folder.");
    }
    Files.writeString(secret, line, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    return Files.writeString(folder.resolve(name + ".pub"), head + "\n", StandardCharsets.US_ASCII);
  }

  /** Reads a public key. */
  static KeySet.Key publicKey(Path file) throws IOException, Refused {
    String[] words = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
    if (words.length != 2 || !words[0].matches("[0-9a-f]{64}") || !words[1].matches(NAME)) {
      throw new Refused(file + " is no public key; those are the files that end in .pub, made by busbar keys new.");
    }
    return new KeySet.Key(words[0], words[1]);
  }

  /** Reads a private key, which nobody but its owner may be able to read. */
  static Signer signer(Path file) throws IOException, Refused {
    Set<?> rights = Files.getPosixFilePermissions(file);
    if (!PosixFilePermissions.fromString("rw-------").containsAll(rights)) {
      throw new Refused(file + " can be read by others: whoever has read it can sign in your name. chmod 600 " + file
          + ", and better make a new key.");
    }
    String[] words = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
    try {
      if (words.length == 3) {
        PrivateKey secret = Ed25519.privateKey(Base64.getDecoder().decode(words[2]));
        byte[] probe = words[0].getBytes(StandardCharsets.US_ASCII);
        if (Ed25519.verify(words[0], probe, Ed25519.sign(secret, probe))) {
          return new Signer(new KeySet.Key(words[0], words[1]), secret);
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException expected) {
      throw notKey(file);
    }
    throw notKey(file);
  }

  private static Refused notKey(Path file) {
    return new Refused(file + " is no signing key; those are the files that end in .key, made by busbar keys new.");
  }
}

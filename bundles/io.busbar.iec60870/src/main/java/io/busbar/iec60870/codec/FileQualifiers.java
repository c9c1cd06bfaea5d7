package io.busbar.iec60870.codec;

/** Qualifiers of file transfer, IEC 60870-5-101 §7.2.6.28 to §7.2.6.33. */
public final class FileQualifiers {
  /** SCQ: the file is wanted. */
  public static final int SELECT_FILE = 1;
  /** SCQ: its first section is wanted. */
  public static final int CALL_FILE = 2;
  /** SCQ: the transfer is given up. */
  public static final int DEACTIVATE_FILE = 3;
  /** SCQ: the file may go. */
  public static final int DELETE_FILE = 4;
  /** SCQ: a section is wanted. */
  public static final int CALL_SECTION = 6;
  /** SCQ: the section is given up. */
  public static final int DEACTIVATE_SECTION = 7;
  /** LSQ: the file has ended. */
  public static final int LAST_SECTION = 1;
  /** LSQ: the file was given up. */
  public static final int FILE_DEACTIVATED = 2;
  /** LSQ: the section has ended. */
  public static final int LAST_SEGMENT = 3;
  /** LSQ: the section was given up. */
  public static final int SECTION_DEACTIVATED = 4;
  /** AFQ: the file has arrived. */
  public static final int FILE_ARRIVED = 1;
  /** AFQ: the file is not taken. */
  public static final int FILE_REFUSED = 2;
  /** AFQ: the section has arrived. */
  public static final int SECTION_ARRIVED = 3;
  /** AFQ: the section is to be sent again. */
  public static final int SECTION_REFUSED = 4;
  /** AFQ, high half: its check sum is another one. */
  public static final int CHECK_SUM = 2 << 4;
  /** FRQ, SRQ: not. */
  public static final int NOT_READY = 0x80;
  /** SOF: the last entry of the directory. */
  public static final int LAST_ENTRY = 0x20;
  /** SOF: a directory, no file. */
  public static final int SUBDIRECTORY = 0x40;

  private FileQualifiers() {}

  /** CHS: the sum of bytes, modulo 256. */
  public static int checkSum(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += bytes[i];
    }
    return sum & 0xFF;
  }
}

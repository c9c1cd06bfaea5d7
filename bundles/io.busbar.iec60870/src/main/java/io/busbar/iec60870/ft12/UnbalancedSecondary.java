package io.busbar.iec60870.ft12;

/**
 * A station on a line that a master polls (IEC 60870-5-2 §5). A frame with the frame count bit of the one before is a repetition and gets the same
 * answer again; the user is asked for a new unit only when the last one has arrived. One thread.
 */
public final class UnbalancedSecondary {
  /** The station behind the link. */
  public interface User {
    /**
     * Makes the next unit of a class.
     *
     * @return its length in {@link #unit()}, 0 if there is none
     */
    int next(boolean classOne);

    /** The unit that was made. */
    byte[] unit();

    /** The unit made last has arrived. */
    void arrived();

    /** A unit came. */
    void received(byte[] bytes, int offset, int length);

    /** Whether there is class 1 data. */
    boolean hasUrgent();

    /** The master has reset the link: what was out is not certain to have arrived. */
    void reset();
  }

  private final int address;
  private final boolean singleCharacter;
  private final int broadcast;
  private final User user;
  private final Ft12Frame answer;
  private boolean ready;
  private boolean lastCount;
  private boolean dataOut;

  /**
   * A station.
   *
   * @param addressBytes 0 to 2
   * @param address of its link
   * @param singleCharacter whether E5 stands for an acknowledgement without anything to say
   */
  public UnbalancedSecondary(int addressBytes, int address, boolean singleCharacter, User user) {
    this.address = address;
    this.singleCharacter = singleCharacter;
    this.broadcast = addressBytes == 2 ? 0xFFFF : 0xFF;
    this.user = user;
    this.answer = new Ft12Frame(addressBytes);
  }

  /**
   * A frame came.
   *
   * @return whether {@link #answer()} is to be sent
   */
  public boolean received(Ft12Stream.Found found, Ft12Stream stream) {
    if (found == Ft12Stream.Found.SINGLE || !LinkControl.isPrimary(stream.control())) {
      return false;
    }
    int function = LinkControl.function(stream.control());
    if (function == LinkControl.USER_DATA_NO_REPLY && found == Ft12Stream.Found.VARIABLE
        && (stream.address() == address || stream.address() == broadcast)) {
      user.received(stream.bytes(), stream.unitAt(), stream.unitBytes());
      return false;
    }
    if (stream.address() != address) {
      return false;
    }
    if (function == LinkControl.REQUEST_STATUS) {
      reply(LinkControl.STATUS);
    } else if (function == LinkControl.RESET_LINK) {
      ready = true;
      lastCount = false;
      dataOut = false;
      user.reset();
      reply(LinkControl.ACK);
    } else if ((stream.control() & LinkControl.FCV) != 0) {
      return ready && counted(function, found, stream);
    } else {
      reply(LinkControl.NOT_IMPLEMENTED);
    }
    return true;
  }

  private boolean counted(int function, Ft12Stream.Found found, Ft12Stream stream) {
    boolean count = (stream.control() & LinkControl.FCB) != 0;
    if (count == lastCount) {
      return true; // a repetition: the same answer again
    }
    lastCount = count;
    if (dataOut) {
      dataOut = false;
      user.arrived();
    }
    switch (function) {
      case LinkControl.REQUEST_CLASS_1, LinkControl.REQUEST_CLASS_2 -> data(function == LinkControl.REQUEST_CLASS_1);
      case LinkControl.USER_DATA -> {
        if (found == Ft12Stream.Found.VARIABLE) {
          user.received(stream.bytes(), stream.unitAt(), stream.unitBytes());
          acknowledge();
        } else {
          reply(LinkControl.NACK);
        }
      }
      case LinkControl.TEST_LINK -> acknowledge();
      default -> reply(LinkControl.NOT_IMPLEMENTED);
    }
    return true;
  }

  private void data(boolean classOne) {
    int length = user.next(classOne);
    if (length > 0) {
      dataOut = true;
      answer.variable(LinkControl.RESPOND_DATA | demand(), address, user.unit(), 0, length);
    } else if (singleCharacter && !user.hasUrgent()) {
      answer.single();
    } else {
      reply(LinkControl.RESPOND_NO_DATA);
    }
  }

  private void acknowledge() {
    if (singleCharacter && !user.hasUrgent()) {
      answer.single();
    } else {
      reply(LinkControl.ACK);
    }
  }

  private int demand() {
    return user.hasUrgent() ? LinkControl.ACD : 0;
  }

  private void reply(int function) {
    answer.fixed(function | demand(), address);
  }

  /** What is to be sent. */
  public Ft12Frame answer() {
    return answer;
  }
}

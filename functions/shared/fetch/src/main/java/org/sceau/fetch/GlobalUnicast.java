package org.sceau.fetch;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Decides which addresses are on the public internet: all but those in the special-purpose
 * registries of IANA (RFC 6890). The JDK's own methods miss several of these.
 */
final class GlobalUnicast {

  private static final List<Range> SPECIAL =
      List.of(
          Range.of("0.0.0.0", 8), // this network
          Range.of("10.0.0.0", 8), // private
          Range.of("100.64.0.0", 10), // behind a carrier's NAT
          Range.of("127.0.0.0", 8), // loopback
          Range.of("168.63.129.16", 32), // a cloud's host, to its guests
          Range.of("169.254.0.0", 16), // link-local, and clouds' metadata
          Range.of("172.16.0.0", 12), // private
          Range.of("192.0.0.0", 24), // protocol assignments
          Range.of("192.0.2.0", 24), // documentation
          Range.of("192.31.196.0", 24), // AS112
          Range.of("192.52.193.0", 24), // AMT
          Range.of("192.88.99.0", 24), // 6to4 relays
          Range.of("192.168.0.0", 16), // private
          Range.of("192.175.48.0", 24), // AS112
          Range.of("198.18.0.0", 15), // benchmarking
          Range.of("198.51.100.0", 24), // documentation
          Range.of("203.0.113.0", 24), // documentation
          Range.of("224.0.0.0", 4), // multicast
          Range.of("240.0.0.0", 4), // reserved, broadcast
          Range.of("2001::", 23), // protocol assignments: Teredo, ORCHID, benchmarking
          Range.of("2001:db8::", 32), // documentation
          Range.of("2002::", 16), // 6to4, which wraps any address of version 4
          Range.of("2620:4f:8000::", 48), // AS112
          Range.of("3ffe::", 16), // 6bone, given back
          Range.of("3fff::", 20)); // documentation

  /**
   * The allocated global unicast space of IPv6; mapped, NAT64, local and multicast addresses are
   * outside.
   */
  private static final Range UNICAST_6 = Range.of("2000::", 3);

  private GlobalUnicast() {}

  static boolean contains(InetAddress address) {
    if (!(address instanceof Inet4Address)
        && (!UNICAST_6.contains(address) || isIsatap(address.getAddress()))) {
      return false;
    }
    return SPECIAL.stream().noneMatch(range -> range.contains(address));
  }

  /**
   * Tells whether the address is ISATAP (RFC 5214, section 6.1): any IPv4 address in the last four
   * bytes.
   */
  private static boolean isIsatap(byte[] bytes) {
    return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
  }

  private record Range(BigInteger prefix, int bits, int length) {

    static Range of(String address, int length) {
      try {
        // A literal: nothing is looked up.
        var bytes = InetAddress.getByName(address).getAddress();
        int bits = bytes.length * Byte.SIZE;
        return new Range(new BigInteger(1, bytes).shiftRight(bits - length), bits, length);
      } catch (UnknownHostException e) {
        throw new IllegalStateException("not an address: " + address, e);
      }
    }

    boolean contains(InetAddress address) {
      var bytes = address.getAddress();
      return bytes.length * Byte.SIZE == bits
          && new BigInteger(1, bytes).shiftRight(bits - length).equals(prefix);
    }
  }
}

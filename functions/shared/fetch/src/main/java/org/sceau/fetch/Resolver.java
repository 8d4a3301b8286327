package org.sceau.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Tells the addresses of a host. */
@FunctionalInterface
public interface Resolver {

  /** All of them, at least one. */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** The resolver of the machine. */
  static Resolver ofSystem() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}

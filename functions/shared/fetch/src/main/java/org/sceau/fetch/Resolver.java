package org.sceau.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves the addresses of a host. */
@FunctionalInterface
public interface Resolver {

  /** Returns all addresses, at least one. */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** Returns the resolver of the machine. */
  static Resolver ofSystem() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}

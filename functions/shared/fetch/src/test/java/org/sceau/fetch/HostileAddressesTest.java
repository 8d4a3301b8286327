package org.sceau.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Kind;
import org.sceau.verification.Fetcher.Reason;
import org.sceau.verification.Fetcher.Wanted;

class HostileAddressesTest {

  private final List<String> resolved = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.example/did.json",
        "HTTPS://issuer.example/did.json",
        "ftp://issuer.example/",
        "file:///etc/passwd",
        "https:issuer.example",
        "https:///did.json",
        "https://",
        "//issuer.example/",
        "https://issuer.example:8443/",
        "https://issuer.example:80/",
        "https://issuer.example:0/",
        "https://issuer.example:/",
        "https://issuer.example:0443x/",
        "https://issuer.example:-1/",
        "https://user@issuer.example/",
        "https://user:secret@issuer.example/",
        "https://issuer.example@10.0.0.1/",
        "https://issuer.example#@10.0.0.1/",
        "https://issuer.example\\@10.0.0.1/",
        "https://issuer.example/a#b",
        "https://issuer.example/../did.json",
        "https://issuer.example/a/./did.json",
        "https://issuer.example/a/%2e%2E/did.json",
        "https://issuer.example/a b",
        "https://issuer.example/\r\nCookie: a=b",
        "https://issuer.example/é",
        "https://issuer.example/%zz",
        "https://issuer.example./",
        "https://.issuer.example/",
        "https://issuer..example/",
        "https://-issuer.example/",
        "https://issuer-.example/",
        "https://issuer_.example/",
        "https://ıssuer.example/",
        "https://ⓘssuer.example/",
        "https://issuer。example/",
        "https://xn--.example/",
        "https://xn--abc.example/",
        "https://ab--c.example/",
        "https://issuer%2eexample/",
        "https://localhost/",
        "https://localhost:443/",
        "https://intranet/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://0/",
        "https://127.0.0.1.:443/",
        "https://8.8.8.8/",
        "https://010.8.8.8/",
        "https://169.254.169.254/latest/meta-data",
        "https://1.2.3.0x4/",
        "https://a.b.1/",
        "https://[::1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[fd00:ec2::254]/",
        "https://[fe80::1%25eth0]/",
        "https://[2606:4700::1111]/",
        "https://①②⑦.0.0.1/"
      })
  void anAddressThatIsNotPlainlyAPublicHostIsNotEvenResolved(String url) throws Exception {
    assertThat(fetch(url, "192.0.9.1")).isEqualTo(new Fetch.NotFetched(Reason.ADDRESS_REFUSED));
    assertThat(resolved).isEmpty();
  }

  @Test
  void anAddressThatIsTooLongIsNotEvenResolved() throws Exception {
    for (var url :
        List.of(
            "https://issuer.example/" + "a".repeat(3_000),
            "https://" + "a".repeat(64) + ".example/",
            "https://" + "a.".repeat(130) + "example/")) {
      assertThat(fetch(url, "192.0.9.1")).isEqualTo(new Fetch.NotFetched(Reason.ADDRESS_REFUSED));
    }
    assertThat(resolved).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
        "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1",
        "127.255.255.254", "168.63.129.16", "169.254.169.254", "169.254.170.2",
        "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1",
        "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.1.1",
        "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::7f00:1",
        "::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:2::1", "2001:10::1", "2001:20::1",
        "2001:db8::1", "2002:7f00:1::1", "2620:4f:8000::1", "3ffe::1",
        "3fff::1", "2606:4700::5efe:7f00:1", "2606:4700::200:5efe:a00:1", "5f00::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1",
        "ff02::1"
      })
  void anAddressThatIsNotGlobalUnicastIsNotConnectedTo(String address) throws Exception {
    assertThat(GlobalUnicast.contains(InetAddress.getByName(address))).isFalse();
    assertThat(fetch("https://issuer.example/did.json", address))
        .isEqualTo(new Fetch.NotFetched(Reason.UNAVAILABLE));
    assertThat(resolved).containsExactly("issuer.example");
  }

  /** The JDK makes an address of version 4 of it, so that its own range applies. */
  @Test
  void aMappedAddressIsTheOneThatItMaps() throws UnknownHostException {
    assertThat(GlobalUnicast.contains(InetAddress.getByName("::ffff:7f00:1"))).isFalse();
    assertThat(GlobalUnicast.contains(InetAddress.getByName("::ffff:a9fe:a9fe"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0",
        "192.0.1.1", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2001:200::1", "2003::1", "2606:4700::1111", "2a00:1450::1"
      })
  void anAddressBesideASpecialRangeIsPublic(String address) throws UnknownHostException {
    assertThat(GlobalUnicast.contains(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://issuer.example", "https://issuer.example:443/did.json",
        "https://Issuer.Example/a/b?c=d", "https://xn--bcher-kva.example/did.json",
        "https://issuer.xn--fiqs8s/", "https://a-b.c--d.example/a%20b"
      })
  void aPublicHostIsOne(String url) {
    assertThat(PublicAddress.of(url, Set.of())).isPresent();
  }

  private Fetch fetch(String url, String address) throws NoSuchAlgorithmException {
    Resolver resolver =
        host -> {
          resolved.add(host);
          return List.of(InetAddress.getByName(address));
        };
    return new GuardedFetcher(SSLContext.getDefault(), resolver)
        .fetch(new Wanted(url, Kind.IDENTIFIER_DOCUMENT, null, Duration.ofMillis(500)));
  }
}

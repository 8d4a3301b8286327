package org.sceau.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.CompactJws;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.VerificationReport.Verdict;

/** One credential from its text to the verdict, and the bare arithmetic in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerifyBenchmark {

  static final int PER_TURN = 10;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Who does the arithmetic. */
  @Param({"jdk", "accp"})
  public String provider = "jdk";

  private @Nullable Prepared prepared;

  /** Reads the files of this run. */
  @Setup
  public void prepare() throws GeneralSecurityException {
    prepared = Prepared.of(Path.of(System.getProperty("bench.folder", ".")), provider());
  }

  /**
   * How long each took the thread, in nanoseconds, and how often it was done. Time on the clock
   * says more about who else uses the machine; and what takes turns has the same machine.
   */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Times {

    public long raw;
    public long jwt;
    public long rawBadge;
    public long badge;
    public long embedded;
    public long turns;

    /** For JMH, which counts every iteration by itself. */
    @Setup(Level.Iteration)
    public void reset() {
      raw = 0;
      jwt = 0;
      rawBadge = 0;
      badge = 0;
      embedded = 0;
      turns = 0;
    }
  }

  /**
   * Ten of each in turns: the bare {@code Signature.verify} with a key that is ready, and the
   * credential as vc+jwt; the same two for a plain badge; and the credential with an embedded proof
   * of eddsa-rdfc-2022. The issuer's document and the list are known.
   */
  @Benchmark
  public void turns(Times times) throws GeneralSecurityException {
    long begin = clock();
    bare(prepared().credential());
    long afterRaw = clock();
    whole(prepared().credential());
    long afterJwt = clock();
    bare(prepared().badge());
    long afterRawBadge = clock();
    whole(prepared().badge());
    long afterBadge = clock();
    for (int i = 0; i < PER_TURN; i++) {
      var report = prepared().verifier().verify(prepared().json(), SecuringForm.JSON);
      require(report.verdict() == Verdict.VERIFIED);
    }
    times.raw += afterRaw - begin;
    times.jwt += afterJwt - afterRaw;
    times.rawBadge += afterRawBadge - afterJwt;
    times.badge += afterBadge - afterRawBadge;
    times.embedded += clock() - afterBadge;
    times.turns += PER_TURN;
  }

  private void bare(Jws jws) throws GeneralSecurityException {
    for (int i = 0; i < PER_TURN; i++) {
      var signature = prepared().signature();
      signature.update(jws.input());
      require(signature.verify(jws.value()));
    }
  }

  private void whole(Jws jws) {
    for (int i = 0; i < PER_TURN; i++) {
      require(prepared().verifier().verify(jws.text()).verdict() == Verdict.VERIFIED);
    }
  }

  private static long clock() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static void require(boolean isVerified) {
    if (!isVerified) {
      throw new IllegalStateException("not verified");
    }
  }

  private Optional<Provider> provider() {
    if (provider.equals("jdk")) {
      return Optional.empty();
    }
    AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
    return Optional.of(AmazonCorrettoCryptoProvider.INSTANCE);
  }

  private Prepared prepared() {
    return Objects.requireNonNull(prepared);
  }

  private record Prepared(
      CredentialVerifier verifier, Jws credential, Jws badge, byte[] json, Signature signature) {

    static Prepared of(Path folder, Optional<Provider> provider) throws GeneralSecurityException {
      var algorithm = "SHA256withECDSAinP1363Format";
      var signature =
          provider.isPresent()
              ? Signature.getInstance(algorithm, provider.get())
              : Signature.getInstance(algorithm);
      signature.initVerify(Fixture.key(folder).toPublicKey());
      var signatures = provider.map(CachingSignatures::new).orElseGet(CachingSignatures::new);
      return new Prepared(
          Fixture.verifier(folder, signatures),
          Jws.of(Fixture.text(folder, "credential.jwt")),
          Jws.of(Fixture.text(folder, "badge.jwt")),
          Fixture.text(folder, "credential.json").getBytes(UTF_8),
          signature);
    }
  }

  private record Jws(String text, byte[] input, byte[] value) {

    static Jws of(String text) {
      if (!(CompactJws.read(text) instanceof CompactJws.Reading.Read(var read))) {
        throw new IllegalStateException("no JWS");
      }
      return new Jws(text, read.signingInput(), read.signature());
    }
  }
}

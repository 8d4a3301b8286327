package org.sceau.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sceau.jose.CompactJws;
import org.sceau.jose.ReadySignatures;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/** One credential from its text to the verdict, and the bare arithmetic in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerifyBenchmark {

  /** Who does the arithmetic. */
  @Param({"jdk", "accp"})
  public String provider = "jdk";

  private @Nullable Prepared prepared;

  /** Reads the files of this run. */
  @Setup
  public void prepare() throws GeneralSecurityException {
    prepared = Prepared.of(Path.of(System.getProperty("bench.folder", ".")), provider());
  }

  /** What {@code Signature.verify} takes with a key that is ready. */
  @Benchmark
  public boolean rawEs256() throws GeneralSecurityException {
    var signature = prepared().signature();
    signature.update(prepared().input());
    return certain(signature.verify(prepared().value()));
  }

  /** The credential as vc+jwt; the issuer's document and the list are known. */
  @Benchmark
  public VerificationReport jwt() {
    return verified(prepared().verifier().verify(prepared().jws()));
  }

  /** The same credential with an embedded proof of eddsa-rdfc-2022. */
  @Benchmark
  public VerificationReport embedded() {
    return verified(prepared().verifier().verify(prepared().json(), SecuringForm.JSON));
  }

  private Optional<Provider> provider() {
    if (provider.equals("jdk")) {
      return Optional.empty();
    }
    AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
    return Optional.of(AmazonCorrettoCryptoProvider.INSTANCE);
  }

  private static boolean certain(boolean isVerified) {
    if (!isVerified) {
      throw new IllegalStateException("not verified");
    }
    return true;
  }

  private static VerificationReport verified(VerificationReport report) {
    if (report.verdict() != Verdict.VERIFIED) {
      throw new IllegalStateException(report.toString());
    }
    return report;
  }

  private Prepared prepared() {
    return Objects.requireNonNull(prepared);
  }

  private record Prepared(
      CredentialVerifier verifier,
      String jws,
      byte[] json,
      Signature signature,
      byte[] input,
      byte[] value) {

    static Prepared of(Path folder, Optional<Provider> provider) throws GeneralSecurityException {
      var jws = Fixture.text(folder, "credential.jwt");
      if (!(CompactJws.read(jws) instanceof CompactJws.Reading.Read(var read))) {
        throw new IllegalStateException("no JWS");
      }
      var algorithm = "SHA256withECDSAinP1363Format";
      var signature =
          provider.isPresent()
              ? Signature.getInstance(algorithm, provider.get())
              : Signature.getInstance(algorithm);
      signature.initVerify(Fixture.key(folder).toPublicKey());
      var signatures = provider.map(ReadySignatures::new).orElseGet(ReadySignatures::new);
      return new Prepared(
          Fixture.verifier(folder, signatures),
          jws,
          Fixture.text(folder, "credential.json").getBytes(UTF_8),
          signature,
          read.signingInput(),
          read.signature());
    }
  }
}

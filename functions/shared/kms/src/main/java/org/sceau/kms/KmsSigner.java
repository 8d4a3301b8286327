package org.sceau.kms;

import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sceau.aws.AwsErrors;
import org.sceau.catalog.KeyDirectory;
import org.sceau.catalog.SigningKey;
import org.sceau.issuing.Signer;
import org.sceau.issuing.SigningUnavailableException;
import org.sceau.jose.EcdsaSignature;
import org.sceau.jose.KeyKind;
import org.sceau.jose.PublicJwk;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.InvalidArnException;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/**
 * {@link Signer} and {@link KeyDirectory} with keys in KMS, named by their ARNs. An alias is never
 * taken: it may come to name another key, and then the signature would not be the issuer's.
 */
public final class KmsSigner implements Signer, KeyDirectory {

  /** What KMS takes as a message of type {@code RAW}. */
  private static final int MAX_RAW_BYTES = 4_096;

  private static final int ED25519_SIGNATURE_BYTES = 64;

  private final KmsClient client;

  public KmsSigner(KmsClient client) {
    this.client = client;
  }

  @Override
  public byte[] sign(SigningKey key, byte[] message) {
    var arn = key.keyArn();
    var request = SignRequest.builder().keyId(arn);
    switch (key.publicKey().kind()) {
      case P256 ->
          // Hashed here, so that a message may be longer than KMS takes.
          request
              .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
              .messageType(MessageType.DIGEST)
              .message(SdkBytes.fromByteArray(sha256(message)));
      case ED25519 -> {
        if (message.length > MAX_RAW_BYTES) {
          throw new IllegalArgumentException("more than KMS signs: " + message.length + " bytes");
        }
        // With DIGEST, KMS makes Ed25519ph, which is another signature (RFC 8032, section 5.1).
        request
            .signingAlgorithm(SigningAlgorithmSpec.ED25519_SHA_512)
            .messageType(MessageType.RAW)
            .message(SdkBytes.fromByteArray(message));
      }
      case RSA ->
          request
              .signingAlgorithm(SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_256)
              .messageType(MessageType.DIGEST)
              .message(SdkBytes.fromByteArray(sha256(message)));
      case P384 ->
          throw new IllegalArgumentException("a key that Sceau does not sign with: " + arn);
    }
    var answer = ask("sign with " + arn, () -> client.sign(request.build()));
    if (!names(arn, answer.keyId())) {
      throw lasting("asked " + arn + " and signed by " + answer.keyId());
    }
    return joseSignature(key.publicKey().kind(), answer.signature().asByteArray());
  }

  @Override
  public SigningKey find(String keyArn) {
    GetPublicKeyResponse answer;
    try {
      answer = ask("public key of " + keyArn, () -> client.getPublicKey(get -> get.keyId(keyArn)));
    } catch (SigningUnavailableException e) {
      if (e.getCause() instanceof AwsServiceException refusal && isDenied(refusal)) {
        throw new IllegalArgumentException("not permitted to use the key: " + keyArn, e);
      }
      if (e.getCause() instanceof DisabledException
          || e.getCause() instanceof KmsInvalidStateException) {
        throw new IllegalArgumentException("a key that is not enabled: " + keyArn, e);
      }
      // The last are an AWS word for a key without a public half.
      if (e.getCause() instanceof NotFoundException
          || e.getCause() instanceof InvalidArnException
          || e.getCause() instanceof UnsupportedOperationException) {
        throw new IllegalArgumentException("no such key: " + keyArn, e);
      }
      throw e;
    }
    if (!names(keyArn, answer.keyId())) {
      throw new IllegalArgumentException(
          "not the ARN of the key " + answer.keyId() + ": " + keyArn);
    }
    if (answer.keyUsage() != KeyUsageType.SIGN_VERIFY) {
      throw new IllegalArgumentException("a key that does not sign: " + keyArn);
    }
    return publicKey(answer)
        .flatMap(PublicJwk::of)
        .map(jwk -> new SigningKey(keyArn, jwk))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a key of a kind that Sceau does not sign with, "
                    + answer.keySpecAsString()
                    + ": "
                    + keyArn));
  }

  /** KMS has no exception of its own for it. */
  private static boolean isDenied(AwsServiceException refusal) {
    return refusal.awsErrorDetails() != null
        && "AccessDeniedException".equals(refusal.awsErrorDetails().errorCode());
  }

  private static byte[] joseSignature(KeyKind kind, byte[] signature) {
    return switch (kind) {
      case P256 -> {
        try {
          yield EcdsaSignature.toConcatenated(signature);
        } catch (IllegalArgumentException e) {
          throw new SigningUnavailableException("KMS: a signature that is none", false, e);
        }
      }
      case ED25519 -> {
        if (signature.length != ED25519_SIGNATURE_BYTES) {
          throw lasting("a signature of " + signature.length + " bytes");
        }
        yield signature;
      }
      // As long as the modulus: whether it is one, the verifying of what was signed tells.
      case RSA -> signature;
      case P384 -> throw new IllegalArgumentException("a signature of " + kind);
    };
  }

  /**
   * The key in the SubjectPublicKeyInfo, which names its own kind; empty for kinds that are not
   * Sceau's.
   */
  private static Optional<PublicKey> publicKey(GetPublicKeyResponse answer) {
    var encoded = new X509EncodedKeySpec(answer.publicKey().asByteArray());
    return Stream.of("EC", "Ed25519", "RSA")
        .flatMap(algorithm -> publicKey(algorithm, encoded).stream())
        .findFirst();
  }

  private static Optional<PublicKey> publicKey(String algorithm, X509EncodedKeySpec encoded) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(encoded));
    } catch (InvalidKeySpecException _) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /** KMS answers with the ARN; stand-ins of KMS with the last part of it, which is as telling. */
  private static boolean names(String arn, String answered) {
    return arn.equals(answered) || arn.endsWith(":key/" + answered);
  }

  private static <T> T ask(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new SigningUnavailableException(
          AwsErrors.describe("KMS: " + what, e), AwsErrors.isTemporary(e), e);
    }
  }

  private static SigningUnavailableException lasting(String what) {
    return new SigningUnavailableException(
        "KMS: " + what, false, new IllegalStateException("not what was asked for"));
  }

  private static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package org.sceau.local;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.sceau.emulator.dynamodb.LocalDynamoDb;
import org.sceau.emulator.kms.LocalKms;
import org.sceau.emulator.s3.LocalS3;
import org.sceau.emulator.wire.DamagedStoreException;

/** Stand-ins for DynamoDB, S3 and KMS in this JVM, each with a folder of its own. */
public record Emulators(LocalDynamoDb dynamoDb, LocalS3 s3, LocalKms kms) implements AutoCloseable {

  /**
   * Starts all three.
   *
   * @throws CannotStartException if what one of them kept is damaged
   */
  static Emulators in(DataFolder folder) {
    var clock = Clock.systemUTC();
    Deque<Runnable> closing = new ArrayDeque<>();
    try {
      var dynamoDb = LocalDynamoDb.start(folder.file("dynamodb"), clock);
      closing.push(dynamoDb::close);
      var s3 = LocalS3.start(folder.file("s3"));
      closing.push(s3::close);
      return new Emulators(
          dynamoDb, s3, LocalKms.start(folder.file("kms"), clock, new SecureRandom()));
    } catch (DamagedStoreException e) {
      closing.forEach(Runnable::run);
      throw new CannotStartException(
          CannotStartException.Reason.DATA_DAMAGED, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      closing.forEach(Runnable::run);
      throw e;
    }
  }

  AwsServices services() {
    return new AwsServices(dynamoDb.endpoint(), s3.endpoint(), kms.endpoint());
  }

  @Override
  public void close() {
    kms.close();
    s3.close();
    dynamoDb.close();
  }
}

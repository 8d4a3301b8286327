package org.sceau.records.catalog;

/** Looks up the public half of a KMS key. */
public interface KeyDirectory {

  /**
   * Finds the key with its public half.
   *
   * @throws IllegalArgumentException if there is no such key, or it is of a kind that Sceau does
   *     not sign with, or the name is not the key's own ARN but an alias
   * @throws org.sceau.records.catalog.SigningUnavailableException if KMS does not answer now
   */
  SigningKey find(String keyArn);
}

package org.sceau.records.catalog;

/** Tells the public half of a key that KMS keeps. */
public interface KeyDirectory {

  /**
   * The key with its public half.
   *
   * @throws IllegalArgumentException if there is no such key, or it is of a kind that Sceau does
   *     not sign with, or the name is not the key's own ARN but an alias
   * @throws org.sceau.records.catalog.SigningUnavailableException if it cannot be found out now
   */
  SigningKey find(String keyArn);
}

package org.sceau.local.kms;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sceau.local.wire.AwsException;

/** All keys; a change is on the disk before anyone hears of it. */
final class Keys {

  private final KeyFile file;
  private final InstantSource clock;
  private final SecureRandom random;
  private volatile KeyFile.Content content;

  Keys(KeyFile file, InstantSource clock, SecureRandom random) {
    this.file = file;
    this.clock = clock;
    this.random = random;
    this.content = file.read(random);
  }

  KmsKey create(KeySpec spec, String description) throws GeneralSecurityException {
    return add(null, spec, description);
  }

  synchronized KmsKey createNamed(String logicalName, KeySpec spec)
      throws GeneralSecurityException {
    for (var key : content.keys().values()) {
      if (logicalName.equals(key.logicalName())) {
        if (key.spec() != spec) {
          throw new IllegalArgumentException(
              "The key " + logicalName + " is a " + key.spec() + " already, not a " + spec + ".");
        }
        return key;
      }
    }
    return add(logicalName, spec, logicalName);
  }

  Map<String, String> named() {
    Map<String, String> arns = new TreeMap<>();
    for (var key : content.keys().values()) {
      if (key.logicalName() != null) {
        arns.put(key.logicalName(), key.arn());
      }
    }
    return arns;
  }

  private synchronized KmsKey add(@Nullable String logicalName, KeySpec spec, String description)
      throws GeneralSecurityException {
    var pair = spec.generate(random);
    var key =
        new KmsKey(
            UUID.randomUUID().toString(),
            logicalName,
            spec,
            description,
            pair.getPublic().getEncoded(),
            pair.getPrivate().getEncoded(),
            clock.instant(),
            true,
            null);
    keep(content.with(key));
    return key;
  }

  /** By id, ARN, alias or alias ARN; a key whose deletion date has come is gone. */
  KmsKey find(String keyId) {
    var alias = keyId.startsWith("arn:") ? keyId.substring(keyId.lastIndexOf(':') + 1) : keyId;
    var id =
        alias.startsWith("alias/")
            ? Optional.ofNullable(content.aliases().get(alias))
            : Optional.of(KmsKey.idOf(keyId));
    return id.map(content.keys()::get)
        .filter(key -> key.deletionDate() == null || clock.instant().isBefore(key.deletionDate()))
        .orElseThrow(() ->
            AwsException.of(
                "NotFoundException",
                (alias.startsWith("alias/") ? "Alias '" : "Key '") + keyId + "' does not exist"));
  }

  synchronized KmsKey change(String keyId, UnaryOperator<KmsKey> change) {
    var changed = change.apply(find(keyId));
    keep(content.with(changed));
    return changed;
  }

  synchronized void addAlias(String alias, String keyId) {
    if (content.aliases().containsKey(alias)) {
      throw AwsException.of(
          "AlreadyExistsException", "An alias with the name " + alias + " exists");
    }
    keep(content.withAlias(alias, find(keyId).id()));
  }

  synchronized void moveAlias(String alias, String keyId) {
    find(alias);
    keep(content.withAlias(alias, find(keyId).id()));
  }

  synchronized void removeAlias(String alias) {
    find(alias);
    keep(content.withoutAlias(alias));
  }

  Instant now() {
    return clock.instant();
  }

  private void keep(KeyFile.Content changed) {
    file.write(changed);
    content = changed;
  }
}

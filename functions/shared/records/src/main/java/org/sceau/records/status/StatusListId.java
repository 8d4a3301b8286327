package org.sceau.records.status;

import java.util.Locale;
import java.util.regex.Pattern;
import org.sceau.records.catalog.IssuerId;

/**
 * Identifies a status list by its issuer, its purpose and its number, from 1. Written {@code
 * demo-revocation-1}.
 */
public record StatusListId(IssuerId issuer, StatusPurpose purpose, int number) {

  private static final Pattern FORM =
      Pattern.compile("(.+)-(revocation|suspension)-([1-9][0-9]{0,8})");

  public StatusListId {
    if (number < 1) {
      throw new IllegalArgumentException("lists are counted from 1: " + number);
    }
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static StatusListId parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not the name of a status list: " + text);
    }
    return new StatusListId(
        new IssuerId(parts.group(1)),
        StatusPurpose.valueOf(parts.group(2).toUpperCase(Locale.ROOT)),
        Integer.parseInt(parts.group(3)));
  }

  public StatusListId next() {
    return new StatusListId(issuer, purpose, number + 1);
  }

  @Override
  public String toString() {
    return issuer + "-" + purpose.word() + "-" + number;
  }
}

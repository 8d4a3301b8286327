package org.sceau.records.credential;

import java.time.Duration;
import java.time.Instant;
import org.sceau.records.catalog.IssuerId;

/**
 * Counts what issuers award in spans of time, for all instances that award together. A count is
 * forgotten some time after its span. May throw {@link
 * org.sceau.records.StoreUnavailableException}.
 */
public interface AwardCounts {

  /**
   * Adds to what the issuer has awarded in a span, unless it would be more than {@code most} then;
   * of any number that add at once, no more are told that they did than there is room for. An
   * addition whose answer is lost may be made twice: to count too much lasts for one span and
   * denies nobody for long, to count too little is of no use.
   *
   * @param begin of the span, which tells it from others of the issuer
   * @param length of the span
   * @return whether it was added
   */
  boolean add(IssuerId issuer, Instant begin, Duration length, int credentials, int most);
}

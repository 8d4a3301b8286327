package org.sceau.records.credential;

import java.time.Duration;
import java.time.Instant;
import org.sceau.records.catalog.IssuerId;

/**
 * Counts the issuers' awards in spans of time, over all instances. A count is deleted some time
 * after its span. May throw {@link org.sceau.records.StoreUnavailableException}.
 */
public interface AwardCounts {

  /**
   * Adds to the issuer's count in a span, unless the sum would exceed {@code most}; concurrent
   * additions never exceed it together. An addition whose answer is lost may be made twice:
   * counting too much delays awards for one span only, counting too little would break the limit.
   *
   * @param begin the start of the span, which identifies it among the issuer's
   * @param length of the span
   * @return whether it was added
   */
  boolean add(IssuerId issuer, Instant begin, Duration length, int credentials, int most);
}

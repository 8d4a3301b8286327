package org.sceau.verification;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One verification: the fetch budget that all its documents share, made when the first needs it,
 * and how many documents are around the present one.
 */
final class VerificationScope {

  private final Supplier<FetchBudget> maker;
  private final @Nullable VerificationScope around;
  private @Nullable FetchBudget errands;

  /** Begins a verification. */
  VerificationScope(Supplier<FetchBudget> maker) {
    this(maker, null);
  }

  private VerificationScope(Supplier<FetchBudget> maker, @Nullable VerificationScope around) {
    this.maker = maker;
    this.around = around;
  }

  FetchBudget errands() {
    if (around != null) {
      return around.errands();
    }
    var made = errands;
    if (made == null) {
      made = maker.get();
      errands = made;
    }
    return made;
  }

  int depth() {
    return around == null ? 0 : around.depth() + 1;
  }

  /** Returns the scope of a document within the present one. */
  VerificationScope within() {
    return new VerificationScope(maker, this);
  }
}

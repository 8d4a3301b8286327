/** Shares the error handling of the adapters to AWS. */
@NullMarked
package org.sceau.aws;

import org.jspecify.annotations.NullMarked;

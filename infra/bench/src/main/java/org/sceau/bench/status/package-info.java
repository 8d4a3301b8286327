/** What revocation costs at a scale of a hundred million credentials, and how soon it is public. */
@NullMarked
package org.sceau.bench.status;

import org.jspecify.annotations.NullMarked;

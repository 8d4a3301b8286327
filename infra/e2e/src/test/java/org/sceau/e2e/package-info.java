/** The whole way over HTTP, judged by programs that are not ours. */
@NullMarked
package org.sceau.e2e;

import org.jspecify.annotations.NullMarked;

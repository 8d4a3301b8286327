/** Measures verification, next to npm's libraries and with hostile inputs. */
@NullMarked
package org.sceau.bench;

import org.jspecify.annotations.NullMarked;

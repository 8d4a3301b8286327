/**
 * Sceau on one machine, out of {@code template.yaml}: start it with {@link org.sceau.local.Main}.
 */
@NullMarked
package org.sceau.local;

import org.jspecify.annotations.NullMarked;

/** The command {@code sceau}: verifies a credential, awards and revokes by the list. */
@NullMarked
package org.sceau.cli;

import org.jspecify.annotations.NullMarked;

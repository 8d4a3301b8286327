/** Awards, issues and replaces credentials, and changes their status. */
@NullMarked
package org.sceau.issuance;

import org.jspecify.annotations.NullMarked;

/** Defines status lists, positions and the status of a credential, with their ports. */
@NullMarked
package org.sceau.records.status;

import org.jspecify.annotations.NullMarked;

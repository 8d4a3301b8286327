/** What awarding costs by the list of thousands, and what the command that does it needs. */
@NullMarked
package org.sceau.bench.issuing;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.sceau.records.status;

import org.jspecify.annotations.NullMarked;

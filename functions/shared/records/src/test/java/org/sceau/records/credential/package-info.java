@NullMarked
package org.sceau.records.credential;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.sceau.records.catalog;

import org.jspecify.annotations.NullMarked;

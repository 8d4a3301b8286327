/** Defines the records of issued credentials and the ports that keep them. */
@NullMarked
package org.sceau.records.credential;

import org.jspecify.annotations.NullMarked;

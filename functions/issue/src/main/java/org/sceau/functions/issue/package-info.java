/** Serves the routes that award, issue, replace, list and read credentials. */
@NullMarked
package org.sceau.functions.issue;

import org.jspecify.annotations.NullMarked;

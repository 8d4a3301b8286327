/** What holds for the whole tree: directions, template, permissions, formatting. */
@NullMarked
package org.sceau.rules;

import org.jspecify.annotations.NullMarked;

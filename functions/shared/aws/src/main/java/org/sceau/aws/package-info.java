/** What the adapters to AWS share. */
@NullMarked
package org.sceau.aws;

import org.jspecify.annotations.NullMarked;

/** Keeps public objects in S3. */
@NullMarked
package org.sceau.s3;

import org.jspecify.annotations.NullMarked;

/** A double of Amazon S3 that speaks its REST protocol and keeps its objects in files. */
@NullMarked
package org.sceau.local.s3;

import org.jspecify.annotations.NullMarked;

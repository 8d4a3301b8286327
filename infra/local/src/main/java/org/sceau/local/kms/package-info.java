/** A double of AWS KMS that speaks its wire protocol and keeps its keys in a file. */
@NullMarked
package org.sceau.local.kms;

import org.jspecify.annotations.NullMarked;

package org.sceau.issuing;

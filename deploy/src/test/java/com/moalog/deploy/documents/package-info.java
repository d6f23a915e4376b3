/** The documents do what they say: their commands run, their links lead somewhere. */
@NullMarked
package com.moalog.deploy.documents;

import org.jspecify.annotations.NullMarked;

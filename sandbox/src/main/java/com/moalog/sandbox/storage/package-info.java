/** The journal that lets the sandbox forget nothing when its process ends. */
@NullMarked
package com.moalog.sandbox.storage;

import org.jspecify.annotations.NullMarked;

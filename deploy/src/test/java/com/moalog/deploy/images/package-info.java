/** How the images are built, and that what goes into them runs. */
@NullMarked
package com.moalog.deploy.images;

import org.jspecify.annotations.NullMarked;

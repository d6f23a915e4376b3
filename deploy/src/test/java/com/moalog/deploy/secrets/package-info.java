/** No secret is in the repository. */
@NullMarked
package com.moalog.deploy.secrets;

import org.jspecify.annotations.NullMarked;

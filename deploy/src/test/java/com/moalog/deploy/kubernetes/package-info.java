/** The Kubernetes trees, rendered as from a clean clone: schemas, policies, and that all fits. */
@NullMarked
package com.moalog.deploy.kubernetes;

import org.jspecify.annotations.NullMarked;

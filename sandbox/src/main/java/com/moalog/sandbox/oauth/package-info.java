/** Google and Kakao login as a server sees it: code for token, token for e-mail. */
@NullMarked
package com.moalog.sandbox.oauth;

import org.jspecify.annotations.NullMarked;

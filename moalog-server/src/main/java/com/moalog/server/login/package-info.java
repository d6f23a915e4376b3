/** How a member gets in and out: email and social login, signup, refresh-token families, logout. */
@NullMarked
package com.moalog.server.login;

import org.jspecify.annotations.NullMarked;

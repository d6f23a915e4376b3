/** Tools of the tests: the server on real MySQL, a client that speaks HTTP, members to act as. */
@NullMarked
package com.moalog.server.testing;

import org.jspecify.annotations.NullMarked;

/**
 * The workflows of GitHub: their form, their expressions, and that each step is a script of ours.
 */
@NullMarked
package com.moalog.deploy.workflows;

import org.jspecify.annotations.NullMarked;

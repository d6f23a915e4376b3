/**
 * The main job told step by step: a team runs a retrospective and pays for a plan, over real HTTP.
 */
@NullMarked
package com.moalog.local.launcher.demo;

import org.jspecify.annotations.NullMarked;

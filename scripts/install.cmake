# SPDX-License-Identifier: GPL-2.0-only
# install.cmake - what `cmake --install` puts where; env.sh finds it there
#
#   bin/revokebench       a link to the front door
#   share/revokebench/    the front door, scripts, plots, and the sources of which
#                         modules and reproducers are made, options read
#   libexec/revokebench/  programs of host and guest, registry.tsv
#   share/man/            a page a command, made of the help texts by man.sh
#   share/bash-completion/, share/zsh/  what complete.sh offers, in both shells
include(GNUInstallDirs)
set(share ${CMAKE_INSTALL_DATADIR}/revokebench)
set(libexec ${CMAKE_INSTALL_LIBEXECDIR}/revokebench)

install(PROGRAMS revokebench DESTINATION ${share})
# A pattern is asked of the whole path: each ends at the end, so that the name
# of a folder above the clone says nothing.
install(DIRECTORY host guest kbench lib plots policies reports ubench scripts
	DESTINATION ${share} USE_SOURCE_PERMISSIONS
	FILES_MATCHING
	REGEX "\\.([ch]|sh|gp|tsv|txt|config|in)$" REGEX "/Kbuild$"
	REGEX "_test\\.[^/]*$|/(CMakeLists.txt|tally.sh|golden|corpus|check)$"
	EXCLUDE)
# kmod.sh builds them with the others, so that any guest has the same files
install(DIRECTORY tests/kmod DESTINATION ${share}/tests)

install(FILES policies/README.md DESTINATION ${share}/policies)

# The folder of the programs, from share, and the version
file(RELATIVE_PATH programs ${CMAKE_INSTALL_FULL_DATADIR}/revokebench
	${CMAKE_INSTALL_FULL_LIBEXECDIR}/revokebench/bin)
file(CONFIGURE OUTPUT installed @ONLY
	CONTENT "${programs} ${PROJECT_VERSION}\n")
install(FILES ${CMAKE_BINARY_DIR}/installed DESTINATION ${share})
install(FILES ${CMAKE_BINARY_DIR}/registry.tsv DESTINATION ${libexec})
install(DIRECTORY ${CMAKE_BINARY_DIR}/bin DESTINATION ${libexec}
	USE_SOURCE_PERMISSIONS
	REGEX "_test$|/(rp_stat_print|guest_fault|kb_abi|kb_sweep)$" EXCLUDE)

file(RELATIVE_PATH door ${CMAKE_INSTALL_FULL_BINDIR}
	${CMAKE_INSTALL_FULL_DATADIR}/revokebench/revokebench)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/door)
file(CREATE_LINK ${door} ${CMAKE_BINARY_DIR}/door/revokebench SYMBOLIC)
install(FILES ${CMAKE_BINARY_DIR}/door/revokebench
	DESTINATION ${CMAKE_INSTALL_BINDIR})

# Pages of all help texts; a program prints its own
set(helped run list probe report compare history perf survey)
file(GLOB heads CONFIGURE_DEPENDS scripts/*.sh)
set(man ${CMAKE_BINARY_DIR}/man)
add_custom_command(OUTPUT ${man}/stamp
	COMMAND ${CMAKE_COMMAND} -E env REVOKEBENCH_BUILD=${CMAKE_BINARY_DIR}
		${CMAKE_SOURCE_DIR}/scripts/man.sh all ${man}
	COMMAND ${CMAKE_COMMAND} -E touch ${man}/stamp
	DEPENDS ${helped} ${heads} revokebench scripts/man.awk
		policies/README.md VERBATIM)
add_custom_target(man ALL DEPENDS ${man}/stamp)
install(DIRECTORY ${man}/man1 ${man}/man7 DESTINATION ${CMAKE_INSTALL_MANDIR})

set(ZSH_COMPLETIONS ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING
	"where zsh looks for completions")
install(FILES scripts/completion/revokebench.bash RENAME revokebench
	DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES scripts/completion/_revokebench DESTINATION ${ZSH_COMPLETIONS})

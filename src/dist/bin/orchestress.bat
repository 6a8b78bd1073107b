@echo off
rem The command line of Orchestress: "orchestress --help" lists the commands. Records go to results\ of the folder it is called in.
setlocal
set "HOME_OF=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "%HOME_OF%\conf;%HOME_OF%\lib\*" io.orchestress.cli.Main %*
exit /b %ERRORLEVEL%

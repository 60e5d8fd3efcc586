@echo off
rem Starts the journal from this folder: with the Python of the kit, else with one of this computer.
rem The first start lays an environment among your program data; start.cmd workshop reset removes it.
setlocal
set "PYTHON=%~dp0python\windows-x86_64\python.exe"
if exist "%PYTHON%" goto kit
for %%V in (3.14 3.13 3.12 3.11) do (
    py -%%V -c "" >nul 2>nul && set "VERSION=%%V" && goto launcher
)
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>nul && goto path
echo There is no Python 3.11 to 3.14 on this computer. CONTENTS.txt says what this kit holds.
pause
exit /b 1
:kit
"%PYTHON%" "%~dp0program\start.py" %*
goto end
:launcher
py -%VERSION% -I "%~dp0program\start.py" %*
goto end
:path
python -I "%~dp0program\start.py" %*
:end
if errorlevel 1 pause
exit /b %ERRORLEVEL%
